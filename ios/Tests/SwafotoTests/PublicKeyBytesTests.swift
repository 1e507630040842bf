import Foundation
import XCTest

@testable import SwafotoCamera

final class PublicKeyBytesTests: XCTestCase {
    /// A public key as `openssl ec -pubout -outform DER` writes it: its last 65 bytes are the point.
    private let written = Data(
        base64Encoded: "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAqGNyonhxdv9eryhvTRlKcuRy8"
            + "WIUzJMJHcifNhr2l0UsARnFWhUNPBffSI3dP2HlqYQDa2xPy0yWN2k/I0ehQ==")!

    func testAPointIsWrittenAsOpenSSLWritesIt() {
        XCTAssertEqual(PublicKeyBytes.subjectPublicKeyInfo(point: written.suffix(65)), written)
    }

    func testBytesThatAreNoPointAreRefused() {
        XCTAssertNil(PublicKeyBytes.subjectPublicKeyInfo(point: written.suffix(64)))
        // Compressed: another form.
        XCTAssertNil(PublicKeyBytes.subjectPublicKeyInfo(point: Data([2]) + written.suffix(64)))
    }

    func testBase64UrlHasNoLettersThatUrlsTakeOtherwise() {
        XCTAssertEqual(PublicKeyBytes.base64url([0xFB, 0xEF, 0xFF, 0x01]), "--__AQ")
    }
}
