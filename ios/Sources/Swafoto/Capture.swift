import Foundation
import SwafotoBindings

/// The photo as `SelfieOutcome` hands it over.
package typealias BoundCapture = SwafotoBindings.Capture

/// A photo and what is said about it. The core's copy is wiped with the last reference, or by `wipe()`.
public final class Capture: Sendable {
    private let core: SwafotoBindings.Capture

    package init(_ core: BoundCapture) { self.core = core }

    /// The JPEG file, upright and cut as the policy asks, without EXIF. The bytes returned are the app's own.
    ///
    /// - Throws: `SwafotoError.released` after `wipe()`; so do all others.
    public func jpeg() throws(SwafotoError) -> Data { try SwafotoError.typed { try core.jpeg() } }

    /// Width and height of the JPEG in pixels.
    public func size() throws(SwafotoError) -> PictureSize {
        try SwafotoError.typed { PictureSize(width: try core.width(), height: try core.height()) }
    }

    /// SHA-256 of the JPEG file, hexadecimal.
    public func sha256() throws(SwafotoError) -> String { try SwafotoError.typed { try core.sha256() } }

    /// Whether it passed every rule. False only under a policy with `on-blocked = "review"`.
    public func isCompliant() throws(SwafotoError) -> Bool { try SwafotoError.typed { try core.compliant() } }

    /// The receipt, not signed: canonical JSON (RFC 8785).
    ///
    /// - Throws: `SwafotoError.receipt`.
    public func receipt() throws(SwafotoError) -> String { try SwafotoError.typed { try core.receipt() } }

    /// The receipt, signed: a compact JWS (RFC 7515) with ES256, which any server can verify. Not to be called on the main
    /// thread, since a key may ask for a face or a finger first.
    ///
    /// - Throws: `SwafotoError.callback` with what the signer throws; `SwafotoError.receipt` for bytes that no key on
    ///   P-256 could have made; `SwafotoError.released`. The photo stays, and signing may be tried again.
    public func signedReceipt(by signer: any ReceiptSigner) throws(SwafotoError) -> String {
        try SwafotoError.typed { try core.sign(signer: signer) }
    }

    /// Wipes the core's copy of the photo.
    public func wipe() { core.release() }
}
