#if canImport(AVFoundation)
    import AVFoundation
    import CoreVideo
    import Swafoto

    /// A camera's buffer, read where it lies.
    ///
    /// Unchecked, because `CVPixelBuffer` is not marked: the camera does not write to a buffer that somebody holds, and
    /// we only read.
    public struct PixelBufferFrame: Frame, @unchecked Sendable {
        private let buffer: CVPixelBuffer
        private let encoding: YuvEncoding
        public let facts: FrameFacts
        public let storedSize: PictureSize

        /// Nothing for a buffer of another format than `420f` and `420v`, the two bi-planar ones of 8 bits.
        public init?(_ buffer: CVPixelBuffer, facts: FrameFacts) {
            let fullRange: Bool
            switch CVPixelBufferGetPixelFormatType(buffer) {
            case kCVPixelFormatType_420YpCbCr8BiPlanarFullRange: fullRange = true
            case kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange: fullRange = false
            default: return nil
            }
            let matrix = CVBufferGetAttachment(buffer, kCVImageBufferYCbCrMatrixKey, nil)
            encoding = YuvEncoding(
                fullRange: fullRange, matrix: matrix?.takeUnretainedValue() as? String)
            storedSize = PictureSize(
                width: UInt32(CVPixelBufferGetWidth(buffer)), height: UInt32(CVPixelBufferGetHeight(buffer)))
            self.buffer = buffer
            self.facts = facts
        }

        public func withPixels<Outcome, Failure: Error>(
            _ body: (FramePixels) throws(Failure) -> Outcome
        ) throws(Failure) -> Outcome {
            CVPixelBufferLockBaseAddress(buffer, .readOnly)
            defer { CVPixelBufferUnlockBaseAddress(buffer, .readOnly) }
            guard let luma = plane(0), let chroma = plane(1) else {
                // Memory that cannot be read: the core refuses the empty planes and says so by type.
                return try body(.packed(Data(), format: PackedFormat(layout: .bgra, width: 0, height: 0, rowStride: 0)))
            }
            let picture = BiplanarPicture(luma: luma, chroma: chroma, size: storedSize, encoding: encoding)
            return try body(picture.pixels)
        }

        private func plane(_ index: Int) -> BiplanarPicture.Plane? {
            CVPixelBufferGetBaseAddressOfPlane(buffer, index).map {
                BiplanarPicture.Plane(
                    address: $0, bytesPerRow: CVPixelBufferGetBytesPerRowOfPlane(buffer, index),
                    height: CVPixelBufferGetHeightOfPlane(buffer, index))
            }
        }
    }
#endif
