import Swafoto

/// Brings a camera's events to the controller, in their order. At most one preview frame is on its way at any time; what
/// comes meanwhile, or faster than the pace, is dropped, so that no frame is old when it is judged.
final class CameraInbox: Sendable {
    let events: AsyncStream<CameraEvent>
    private let entrance: AsyncStream<CameraEvent>.Continuation
    private let frameIsOnItsWay = Guarded(false)
    private let thinner = Guarded(FrameThinner())

    init() { (events, entrance) = AsyncStream.makeStream() }

    deinit { entrance.finish() }

    func keep(to pace: FramePace) { thinner.withLock { $0.keep(to: pace) } }

    func put(_ event: CameraEvent) {
        if case .frame(_, let time) = event {
            guard !frameIsOnItsWay.isSet, thinner.withLock({ $0.admits(time) }), frameIsOnItsWay.claim() else {
                return
            }
        }
        entrance.yield(event)
    }

    /// The event was dealt with.
    func done(with event: CameraEvent) {
        if case .frame = event { frameIsOnItsWay.clear() }
    }

    /// Nothing more is taken.
    func close() { entrance.finish() }
}
