import Foundation
import Swafoto

/// How a selfie ended. Every session ends in one of these.
public enum SelfieResult: Equatable, Sendable {
    /// A photo that passed every rule, at full resolution.
    case accepted(SelfiePhoto)
    /// Only under a policy with `on-blocked = "review"`: the best photo, which breaks `reasons`, for a human to look at.
    case forReview(SelfiePhoto, reasons: [RuleId])
    /// The rules could not be met within the policy's time. What blocked most comes first.
    case blocked(reasons: [RuleId])
    /// Nobody came before the camera within the policy's time.
    case timedOut
    /// The person did all they were asked to, and the camera delivered no usable photo.
    case cameraFailed
    /// The person or the app went back, or the task that waited was cancelled.
    case cancelled
    /// The person went back because the camera could not be used.
    case cameraUnusable(CameraProblem)
    /// The person went back because the app may not use the camera.
    case permissionMissing(CameraPermission)
    /// The policy cannot be used, or a defect.
    case failed(SwafotoError)

    /// The rules to explain first when only the photo is taken again.
    public var reasons: [RuleId] {
        switch self {
        case .forReview(_, let reasons), .blocked(let reasons): reasons
        default: []
        }
    }

    /// Whether the person has to be told why before the screen goes: nobody takes it away from under their eyes.
    var needsExplaining: Bool {
        switch self {
        case .blocked, .timedOut, .cameraFailed, .failed: true
        case .accepted, .forReview, .cancelled, .cameraUnusable, .permissionMissing: false
        }
    }

    /// The photo, where there is one.
    public var photo: SelfiePhoto? {
        switch self {
        case .accepted(let photo), .forReview(let photo, _): photo
        default: nil
        }
    }
}

/// A photo and what is said about it. It lives in memory only; nothing is stored.
public struct SelfiePhoto: Equatable, Sendable {
    /// The JPEG file, upright and cut as the policy asks, without EXIF.
    public let jpeg: Data
    /// Width and height of the JPEG in pixels.
    public let size: PictureSize
    /// SHA-256 of `jpeg`, hexadecimal.
    public let sha256: String
    /// A compact JWS (RFC 7515, ES256) where it is signed, else canonical JSON (RFC 8785).
    public let receipt: String
    /// Whether the receipt is signed.
    public let signature: Signature

    /// Whether a receipt is signed, and why not.
    public enum Signature: Equatable, Sendable {
        /// By the request's signer.
        case signed
        /// The request named no signer.
        case notAsked
        /// The signer failed. That costs the signature, not the photo: the person did all they were asked to.
        case failed(SwafotoError)
    }
}
