import Foundation
import Swafoto
import SwafotoCamera

/// What a person fills in beside their photo.
struct Details: Equatable {
    var name = ""
    var number = ""
    /// They cover their head for faith or health.
    var coversHead = false
}

/// A person's photo. Taking it again leaves the form as it is.
struct Registration {
    private(set) var photo: SelfiePhoto?
    /// Why the last photo was not accepted; the next session begins by explaining these.
    private(set) var reasons: [RuleId] = []

    /// Whether a photo was tried and is missing.
    private(set) var photoIsMissing = false

    /// The photo to ask for now. A real app asks its server for the nonce.
    func request(for details: Details, signer: any ReceiptSigner) -> SelfieRequest {
        SelfieRequest(
            reference: details.number, nonce: UUID().uuidString, retake: reasons, declaredCovering: details.coversHead,
            signer: signer)
    }

    /// Takes note of how the photo went. What was accepted or learnt before stays where the person merely went back.
    mutating func take(_ result: SelfieResult) {
        photo = result.photo ?? photo
        switch result {
        case .accepted: reasons = []
        case .forReview(_, let told), .blocked(let told): reasons = told
        case .timedOut, .noUsablePhoto, .cancelled, .cameraUnusable, .permissionMissing, .failed: break
        }
        photoIsMissing = photo == nil
    }
}
