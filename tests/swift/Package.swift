// swift-tools-version:6.0
// The generated Swift against the host library. `cargo xtask test swift` lays the generated sources beside the tests and
// runs them.
import PackageDescription

let package = Package(
    name: "SwafotoBindings",
    targets: [
        .systemLibrary(name: "SwafotoFFI"),
        .target(
            name: "SwafotoBindings",
            dependencies: ["SwafotoFFI"],
            linkerSettings: [.linkedLibrary("swafoto_ffi")]
        ),
        .testTarget(name: "SwafotoBindingsTests", dependencies: ["SwafotoBindings"]),
    ]
)
