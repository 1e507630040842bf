import Foundation
import Swafoto
import SwafotoCamera

/// A camera that says what a test tells it to.
final class ScriptedCamera: SelfieCamera, @unchecked Sendable {
    private let lock = NSLock()
    private var hear: (@Sendable (CameraEvent) -> Void)?
    private var stills = 0
    private var time = FrameTime(nanoseconds: 0)

    var now: FrameTime { lock.withLock { time } }
    var isOpen: Bool { lock.withLock { hear != nil } }
    var stillsAskedFor: Int { lock.withLock { stills } }

    func open(_ hear: @escaping @Sendable (CameraEvent) -> Void) { lock.withLock { self.hear = hear } }

    func takeStill() { lock.withLock { stills += 1 } }

    func close() { lock.withLock { hear = nil } }

    func tell(_ event: CameraEvent) {
        let hear = lock.withLock { () -> (@Sendable (CameraEvent) -> Void)? in
            if case .frame(_, let at) = event { time = max(time, at) }
            return self.hear
        }
        hear?(event)
    }

    /// Sends a frame and waits until it was dealt with.
    func show(_ frame: FilmFrame, at time: FrameTime) async {
        await withCheckedContinuation { continuation in
            var leased = frame
            leased.lease = Lease { continuation.resume() }
            tell(.frame(leased, at: time))
        }
    }
}
