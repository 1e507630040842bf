import Foundation
import Swafoto

/// How a selfie ended. Every flow ends in one of these.
public enum SelfieResult: Equatable, Sendable {
    /// A photo that passed every rule, at full resolution.
    case accepted(SelfiePhoto)
    /// Only under a policy with `on-blocked = "review"`: the best photo, which breaks `reasons`, for a human to look at.
    case forReview(SelfiePhoto, reasons: [RuleId])
    /// The rules could not be met within the policy's time. What blocked most comes first.
    case blocked(reasons: [RuleId])
    /// Nobody was seen within the policy's time.
    case timedOut
    /// The person did all they were asked to, and the camera delivered no usable photo.
    case noUsablePhoto
    /// The person or the app went back, or the task that waited was cancelled.
    case cancelled
    /// The person went back because the camera could not be used.
    case cameraUnusable(CameraProblem)
    /// The person went back because the app may not use the camera.
    case permissionMissing(CameraPermission)
    /// The policy cannot be used, or a defect. The reason is for the app's developers, in English.
    case failed(reason: String)

    /// The rules to explain first when only the photo is taken again.
    public var reasons: [RuleId] {
        switch self {
        case .forReview(_, let reasons), .blocked(let reasons): reasons
        default: []
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

extension SelfieResult {
    /// What the core hands over. Signing may take as long as a fingerprint.
    init(_ outcome: SelfieOutcome, signer: (any ReceiptSigner)?) {
        do throws(SwafotoError) {
            switch outcome {
            case .accepted(let capture): self = .accepted(try SelfiePhoto(taking: capture, signer: signer))
            case .forReview(let capture, let reasons):
                self = .forReview(try SelfiePhoto(taking: capture, signer: signer), reasons: reasons)
            case .blocked(let reasons): self = .blocked(reasons: reasons)
            case .timedOut: self = .timedOut
            case .noUsablePhoto: self = .noUsablePhoto
            case .cancelled: self = .cancelled
            case .cameraUnusable(let problem): self = .cameraUnusable(problem)
            case .permissionMissing(let permission): self = .permissionMissing(permission)
            case .failed(let reason): self = .failed(reason: reason)
            }
        } catch {
            self = .failed(reason: "\(error)")
        }
    }
}

extension SelfiePhoto {
    /// Takes the photo out of the core, whose copy is wiped, with its receipt, signed where there is a signer.
    fileprivate init(taking bound: BoundCapture, signer: (any ReceiptSigner)?) throws(SwafotoError) {
        let capture = Capture(bound)
        defer { capture.wipe() }
        var signed: String?
        var signature = Signature.notAsked
        if let signer {
            do throws(SwafotoError) {
                signed = try capture.signedReceipt(by: signer)
                signature = .signed
            } catch {
                signature = .failed(error)
            }
        }
        let receipt = if let signed { signed } else { try capture.receipt() }
        self.init(
            jpeg: try capture.jpeg(), size: try capture.size(), sha256: try capture.sha256(), receipt: receipt,
            signature: signature)
    }
}
