import Foundation
import Swafoto

/// A bi-planar 4:2:0 picture where the camera wrote it, as a locked `CVPixelBuffer` describes it.
struct BiplanarPicture {
    /// Where a plane's first sample lies and how far it is to the next row in bytes.
    struct Plane {
        let address: UnsafeMutableRawPointer
        let bytesPerRow: Int
        let height: Int
    }

    let luma: Plane
    let chroma: Plane
    let size: PictureSize
    let encoding: YuvEncoding

    /// The pixels in the core's terms. Good for as long as the addresses are; nothing is copied.
    var pixels: FramePixels {
        func bytes(_ plane: Plane) -> Data {
            Data(bytesNoCopy: plane.address, count: plane.bytesPerRow * plane.height, deallocator: .none)
        }
        let blue = bytes(chroma)
        let format = Yuv420Format(
            encoding: encoding, width: size.width, height: size.height,
            yRowStride: UInt32(luma.bytesPerRow),
            uRowStride: UInt32(chroma.bytesPerRow), uPixelStride: 2,
            vRowStride: UInt32(chroma.bytesPerRow), vPixelStride: 2)
        // Samples alternate, Cb first: Cr is the same plane from its second byte on.
        return .yuv420(y: bytes(luma), u: blue, v: blue.dropFirst(), format: format)
    }
}

extension YuvEncoding {
    /// How a buffer's colours are written: `fullRange` by its pixel format (`420f`, else `420v`), the matrix by the
    /// attachment `kCVImageBufferYCbCrMatrixKey`. Photo presets write BT.601, and so does a buffer that does not say.
    init(fullRange: Bool, matrix: String?) {
        switch (matrix == "ITU_R_709_2", fullRange) {
        case (false, true): self = .bt601FullRange
        case (false, false): self = .bt601VideoRange
        case (true, true): self = .bt709FullRange
        case (true, false): self = .bt709VideoRange
        }
    }
}
