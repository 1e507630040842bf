import Foundation

/// A value that any thread may use, one at a time. (`Mutex` of the standard library needs iOS 18.)
package final class Guarded<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    package init(_ value: Value) { self.value = value }

    package func withLock<Outcome>(_ body: (inout Value) -> Outcome) -> Outcome {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
}

extension Guarded where Value == Bool {
    package var isSet: Bool { withLock { $0 } }

    /// Sets it. False where it was set already: somebody else was first.
    package func claim() -> Bool {
        withLock { isSet in
            defer { isSet = true }
            return !isSet
        }
    }

    package func clear() { withLock { $0 = false } }
}
