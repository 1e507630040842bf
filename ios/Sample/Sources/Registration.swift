import Foundation
import Swafoto
import SwafotoCamera

/// What a person has filled in, and their photo. Taking the photo again leaves the rest as it is.
struct Registration {
    var name = ""
    var number = ""
    /// They cover their head for faith or health.
    var coversHead = false
    private(set) var photo: SelfiePhoto?
    /// Why the last photo was not accepted; the next session begins by explaining these.
    private(set) var reasons: [RuleId] = []

    /// Whether a photo was tried and is missing.
    private(set) var photoIsMissing = false

    /// The photo to ask for now. A real app asks its server for the nonce.
    func request(signer: any ReceiptSigner) -> SelfieRequest {
        SelfieRequest(
            reference: number, nonce: UUID().uuidString, retake: reasons, declaredCovering: coversHead,
            signer: signer)
    }

    /// Takes note of how the photo went. What was accepted or learnt before stays where the person merely went back.
    mutating func take(_ result: SelfieResult) {
        photo = result.photo ?? photo
        switch result {
        case .accepted: reasons = []
        case .forReview(_, let told), .blocked(let told): reasons = told
        case .timedOut, .cameraFailed, .cancelled, .cameraUnusable, .permissionMissing, .failed: break
        }
        photoIsMissing = photo == nil
    }
}
