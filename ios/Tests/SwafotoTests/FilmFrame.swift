import Foundation
import Swafoto

/// A film's frame as a camera hands it over.
struct FilmFrame: Frame {
    let planes: Planes
    let format: Yuv420Format
    let facts: FrameFacts
    /// Tells when nobody holds the frame any more, as a camera's pool of buffers notices.
    var lease: Lease?
    /// Called when the core begins to look at the frame.
    var lookedAt: (@Sendable () -> Void)?

    var storedSize: PictureSize { PictureSize(width: format.width, height: format.height) }

    func withPixels<Outcome, Failure: Error>(
        _ body: (FramePixels) throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome {
        lookedAt?()
        return try body(.yuv420(y: planes.y, u: planes.u, v: planes.v, format: format))
    }
}

/// Lies in a frame, and calls when the last copy of the frame is gone.
final class Lease: Sendable {
    private let ended: @Sendable () -> Void

    init(ended: @escaping @Sendable () -> Void) { self.ended = ended }

    deinit { ended() }
}

extension Case {
    func frame(_ planes: Planes, _ format: Yuv420Format, lease: Lease? = nil) -> FilmFrame {
        FilmFrame(planes: planes, format: format, facts: facts, lease: lease)
    }

    /// The still of the case.
    func still() throws -> FilmFrame {
        let (planes, format) = try Film.still(name)
        return frame(planes, format)
    }

    /// The first frame of the case.
    func firstFrame() throws -> FilmFrame {
        let film = try Film.preview(name)
        return frame(film.next()!, film.format)
    }

    var policyText: String {
        get throws { try String(contentsOf: films.appendingPathComponent("\(name)/policy.toml"), encoding: .utf8) }
    }

    var retake: [RuleId] { request.retake.map { RuleId(name: $0)! } }
}

extension FrameTime {
    static func milliseconds(_ milliseconds: Int64) -> FrameTime { FrameTime(nanoseconds: milliseconds * 1_000_000) }
}
