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
        let details = Details(name: "Siti", number: "3171", coversHead: true)
        let first = registration.request(for: details, signer: NoSigner())
        XCTAssertEqual(first.retake, [])
        registration.take(.blocked(reasons: [.noEyewear]))
        XCTAssertTrue(registration.photoIsMissing)
        // Whoever goes back has learnt no less.
        registration.take(.cancelled)
        let again = registration.request(for: details, signer: NoSigner())
        XCTAssertEqual(again.retake, [.noEyewear])
        XCTAssertEqual(again.reference, first.reference)
        XCTAssertTrue(again.declaredCovering)
        XCTAssertNotEqual(again.nonce, first.nonce)
        XCTAssertEqual(again.reference, "3171")
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

    func testARetakeKeepsTheRequestButAsksForANonceOfItsOwn() {
        let first = SelfieRequest(
            policy: .preset("ektp"), reference: "form 7", nonce: "a", declaredCovering: true, contact: "the office")
        let again = first.retaking(SelfieResult.blocked(reasons: [.sharpness]).reasons, nonce: "b")
        XCTAssertEqual(again.retake, [.sharpness])
        XCTAssertEqual(again.nonce, "b")
        XCTAssertEqual(again.reference, first.reference)
        XCTAssertEqual(again.policy, first.policy)
        XCTAssertEqual(again.contact, first.contact)
        XCTAssertTrue(again.declaredCovering)
    }
}
