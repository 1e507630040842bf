import Foundation
import XCTest

/// Wrappers decide nothing: no text, time, threshold or rule stands in them. What looks like one is listed here, with its reason.
final class SourcesTests: XCTestCase {
    /// Numbers above 1, by file.
    private static let numbers: [String: Set<String>] = [
        // Angles, and EXIF's orientations.
        "FrameOrientation.swift": ["2", "3", "4", "5", "6", "7", "8", "90", "180", "270", "360"],
        "Frame.swift": ["180"],
        "AVSelfieCamera.swift": ["16", "180", "1_000_000_000"],
        // Half the samples of a row are Cb.
        "BiplanarPicture.swift": ["2"],
        // Sizes of what is drawn, in points and shares.
        "Parts.swift": ["12", "16", "20", "48", "480", "0.4", "2"],
        "SelfieTheme.swift": ["0.7"],
        "BoardView.swift": ["2"],
        // The form of keys on P-256, and of base64url.
        "PublicKeyBytes.swift": ["4", "65"],
        "SecureEnclaveSigner.swift": ["256"],
    ]

    /// Words for developers, and in names of the system's.
    private static let words: Set<String> = [
        "UIKit makes a view's layer of its layerClass", "the key has another form than asked for", "keychain: \\(status)",
    ]

    private func sources() throws -> [(name: String, lines: [String])] {
        let folder = root.appendingPathComponent("ios/Sources")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        return try names.map { name in
            let file = folder.appendingPathComponent(name)
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
                String(line.replacing(/\/\/.*/, with: ""))
            }
            return (file.lastPathComponent, lines)
        }
    }

    func testNoTextStandsHere() throws {
        let sources = try sources()
        XCTAssertGreaterThan(sources.count, 30)
        for (name, lines) in sources {
            for literal in lines.flatMap({ $0.matches(of: /"([^"]*)"/).map { String($0.1) } }) {
                let isText = literal.contains(/\p{L}{2,}\S* \S*\p{L}{2,}/)
                XCTAssertTrue(!isText || Self.words.contains(literal), "\(name): \(literal)")
            }
        }
    }

    func testNoNumberStandsHereThatIsNotListed() throws {
        for (name, lines) in try sources() {
            for line in lines where !line.contains("0x") {
                let code = line.replacing(/"[^"]*"/, with: "").replacing(/[#@]available\([^)]*\)/, with: "")
                for number in code.matches(of: /(^|[^\w.$])(\d[\d_]*(\.\d+)?)\b/).map({ String($0.2) }) {
                    let isListed = ["0", "1"].contains(number) || Self.numbers[name]?.contains(number) == true
                    XCTAssertTrue(isListed, "\(name): \(number)")
                }
            }
        }
    }

    func testNothingIsLeftOfTheTextsThatWrappersHad() throws {
        for (name, lines) in try sources() {
            for line in lines {
                XCTAssertFalse(line.contains("localizedString") || line.contains("NSLocalizedString"), name)
                XCTAssertFalse(line.contains("Bundle.module"), "\(name): it ends the app where the bundle is missing")
            }
        }
    }
}
