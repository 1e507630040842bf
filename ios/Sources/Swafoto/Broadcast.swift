import Foundation

/// Hands values to any number of streams. Each stream holds the newest value only, so that a slow reader is not told what
/// no longer holds; the last value before the end is never lost.
package final class Broadcast<Element: Sendable>: Sendable {
    private struct Channels {
        var latest: Element?
        var isFinished = false
        var listeners: [UUID: AsyncStream<Element>.Continuation] = [:]
    }

    private let channels = Guarded(Channels())

    package init() {}

    /// A stream that begins with the latest value, where there is one.
    package var stream: AsyncStream<Element> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let key = UUID()
            continuation.onTermination = { [weak self] _ in
                self?.channels.withLock { _ = $0.listeners.removeValue(forKey: key) }
            }
            channels.withLock { channels in
                if let latest = channels.latest { continuation.yield(latest) }
                if !channels.isFinished { channels.listeners[key] = continuation }
            }
            if channels.withLock({ $0.isFinished }) { continuation.finish() }
        }
    }

    package func send(_ value: Element) {
        channels.withLock { channels in
            guard !channels.isFinished else { return }
            channels.latest = value
            channels.listeners.values.forEach { $0.yield(value) }
        }
    }

    /// Ends every stream once its last value was read. What is sent afterwards is not heard.
    package func finish() {
        let listeners = channels.withLock { channels in
            channels.isFinished = true
            defer { channels.listeners.removeAll() }
            return Array(channels.listeners.values)
        }
        // Outside of the lock: a stream that ends takes its leave from us.
        listeners.forEach { $0.finish() }
    }

    deinit { finish() }
}
