// swift-tools-version:6.0
import PackageDescription

// The library: on a phone an XCFramework, on Linux (where the tests run) the host's own. `cargo xtask ios` brings the
// framework and the Swift that is generated with it; neither is committed, since both must be of one build.
#if os(Linux)
    let library: [Target] = [.systemLibrary(name: "SwafotoFFI")]
    let linked: [LinkerSetting] = [.linkedLibrary("swafoto_ffi")]
    // `cargo xtask ios-test` lays beside them what they share with the bindings' own tests, and Apple's frameworks as far as the
    // camera and the screen use them.
    let frameworks = ["CoreFoundationTypes", "CoreVideo", "CoreMedia", "ImageIO", "QuartzCore", "AVFoundation", "UIKit"]
    let apple: [Target] = frameworks.enumerated().map { index, name in
        .target(name: name, dependencies: frameworks[..<index].map { .init(stringLiteral: $0) }, path: "Fakes/\(name)")
    }
    let tests: [Target] =
        apple + [
            .testTarget(
                name: "SwafotoTests",
                dependencies: ["SwafotoBindings", "Swafoto", "SwafotoCamera"] + frameworks.map { .init(stringLiteral: $0) })
        ]
#else
    // Where a release lies; `cargo xtask ios --url` fills it in. Else the framework beside this file is taken.
    let released: (address: String, checksum: String)? = nil
    let library: [Target] =
        if let released {
            [.binaryTarget(name: "SwafotoFFI", url: released.address, checksum: released.checksum)]
        } else {
            [.binaryTarget(name: "SwafotoFFI", path: "SwafotoFFI.xcframework")]
        }
    let linked: [LinkerSetting] = []
    let frameworks: [String] = []
    let tests: [Target] = []
#endif

let package = Package(
    name: "Swafoto",
    platforms: [.iOS(.v14)],
    products: [
        .library(name: "Swafoto", targets: ["Swafoto"]),
        .library(name: "SwafotoCamera", targets: ["SwafotoCamera"]),
    ],
    targets: library + tests + [
        .target(name: "SwafotoBindings", dependencies: ["SwafotoFFI"], linkerSettings: linked),
        .target(
            name: "Swafoto", dependencies: ["SwafotoBindings"], resources: [.copy("PrivacyInfo.xcprivacy")]),
        .target(name: "SwafotoCamera", dependencies: ["Swafoto"] + frameworks.map { .init(stringLiteral: $0) }),
    ],
    swiftLanguageModes: [.v6]
)
