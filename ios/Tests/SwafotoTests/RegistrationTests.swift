import Foundation
import Swafoto
import SwafotoCamera
import XCTest

/// The sample's form: a photo that is taken again costs nothing that was filled in.
final class RegistrationTests: XCTestCase {
    private final class NoSigner: ReceiptSigner {
        func keyId() throws -> String? { nil }
        func sign(bytes: Data) throws -> Data { throw SwafotoError.callback(reason: "no key") }
    }

    func testARetakeKeepsTheFormAndBeginsWithTheReasons() {
        var registration = Registration()
        registration.name = "Siti"
        registration.number = "3171"
        registration.coversHead = true
        let first = registration.request(signer: NoSigner())
        XCTAssertEqual(first.retake, [])
        registration.take(.blocked(reasons: [.noEyewear]))
        XCTAssertTrue(registration.photoIsMissing)
        // Whoever goes back has learnt no less.
        registration.take(.cancelled)
        let again = registration.request(signer: NoSigner())
        XCTAssertEqual(again.retake, [.noEyewear])
        XCTAssertEqual(again.reference, first.reference)
        XCTAssertTrue(again.declaredCovering)
        XCTAssertNotEqual(again.nonce, first.nonce)
        XCTAssertEqual(registration.name, "Siti")
    }

    func testAnAcceptedPhotoStays() {
        let photo = SelfiePhoto.standIn
        var registration = Registration()
        registration.take(.blocked(reasons: [.sharpness]))
        registration.take(.accepted(photo))
        registration.take(.timedOut)
        XCTAssertEqual(registration.photo, photo)
        XCTAssertFalse(registration.photoIsMissing)
        XCTAssertEqual(registration.reasons, [])
    }
}
