import Swafoto

extension SelfieFlow {
    /// A preview frame; nothing for one that came while another call was at work.
    func preview(_ frame: any Frame, at time: FrameTime) -> SelfieTurn? {
        frame.withPixels { pixels in
            switch pixels {
            case .yuv420(let y, let u, let v, let format):
                frameYuv420(y: y, u: u, v: v, format: format, facts: frame.facts, atNs: time.nanoseconds)
            case .packed(let bytes, let format):
                framePacked(pixels: bytes, format: format, facts: frame.facts, atNs: time.nanoseconds)
            }
        }
    }

    /// The still that was asked for.
    func still(_ frame: any Frame, at time: FrameTime) -> SelfieTurn {
        frame.withPixels { pixels in
            switch pixels {
            case .yuv420(let y, let u, let v, let format):
                stillYuv420(y: y, u: u, v: v, format: format, facts: frame.facts, atNs: time.nanoseconds)
            case .packed(let bytes, let format):
                stillPacked(pixels: bytes, format: format, facts: frame.facts, atNs: time.nanoseconds)
            }
        }
    }
}
