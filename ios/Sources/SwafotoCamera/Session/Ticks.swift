import Dispatch
import Swafoto

/// Tells the flow that time passes, as often as it wants to hear it.
final class Ticks: Sendable {
    private let queue: DispatchQueue
    private let running = Guarded<Running?>(nil)

    /// Unchecked, because Dispatch does not mark its sources, which any thread may use.
    private struct Running: @unchecked Sendable {
        let source: any DispatchSourceTimer
    }

    init(on queue: DispatchQueue) { self.queue = queue }

    deinit { stop() }

    func start(_ tick: @escaping @Sendable () -> Void) {
        let interval = DispatchTimeInterval.milliseconds(Int(tickIntervalMs()))
        let source = DispatchSource.makeTimerSource(queue: queue)
        source.schedule(deadline: .now() + interval, repeating: interval)
        source.setEventHandler(handler: DispatchWorkItem(block: tick))
        put(Running(source: source))
        source.resume()
    }

    func stop() { put(nil) }

    private func put(_ next: Running?) {
        let before = running.withLock { running in
            defer { running = next }
            return running
        }
        before?.source.cancel()
    }
}
