import Foundation

/// A picture whose pixels stay where the camera wrote them.
public protocol Frame: Sendable {
    /// How it was taken.
    var facts: FrameFacts { get }

    /// Width and height of the stored picture in pixels, before it is turned upright.
    var storedSize: PictureSize { get }

    /// Calls `body` with the pixels, which neither move nor change until it returns and must not be kept after that.
    func withPixels<Outcome, Failure: Error>(
        _ body: (FramePixels) throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome
}

/// The pixels of a frame for the length of a call. The core reads them at these addresses; nothing is copied.
public enum FramePixels {
    /// A 4:2:0 picture. U and V may overlap: in a bi-planar buffer V is U from its second byte on.
    case yuv420(y: Data, u: Data, v: Data, format: Yuv420Format)
    /// An interleaved picture.
    case packed(Data, format: PackedFormat)
}

extension Frame {
    /// Width and height in pixels once the picture is upright.
    public var uprightSize: PictureSize {
        facts.rotation % 180 == 0
            ? storedSize : PictureSize(width: storedSize.height, height: storedSize.width)
    }
}
