import Swafoto

extension SelfieResult {
    /// What a session that has ended hands over.
    init(_ ending: Ending, reasons: [RuleId], of session: SelfieSession, signer: (any ReceiptSigner)?) async {
        do throws(SwafotoError) {
            guard let capture = try await session.takeCapture() else {
                self = SelfieResult(ending, reasons: reasons)
                return
            }
            defer { capture.wipe() }
            let photo = try await SelfiePhoto(capture, signer: signer)
            self = try capture.isCompliant() ? .accepted(photo) : .forReview(photo, reasons: reasons)
        } catch {
            self = .failed(error)
        }
    }

    /// An ending without a photo.
    private init(_ ending: Ending, reasons: [RuleId]) {
        switch ending {
        case .blocked: self = .blocked(reasons: reasons)
        case .timedOut: self = .timedOut
        case .cameraFailed: self = .cameraFailed
        case .cancelled: self = .cancelled
        case .accepted: self = .failed(.internalDefect(reason: "accepted, but there is no photo"))
        }
    }
}

extension SelfiePhoto {
    /// Takes the photo out of the core, with its receipt, signed where there is a signer.
    fileprivate init(_ capture: Capture, signer: (any ReceiptSigner)?) async throws(SwafotoError) {
        var signed: String?
        var signature = Signature.notAsked
        if let signer {
            do throws(SwafotoError) {
                signed = try await capture.signedReceipt(by: signer)
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
