import Swafoto

/// The end of a flow: comes once, and is told to everybody who waits for it, also afterwards.
final class End: Sendable {
    private struct Waiting {
        var result: SelfieResult?
        var whenCome: [@Sendable (SelfieResult) -> Void] = []
    }

    private let waiting = Guarded(Waiting())

    var hasCome: Bool { waiting.withLock { $0.result != nil } }

    /// The first end holds.
    func come(_ result: SelfieResult) {
        let told = waiting.withLock { waiting -> [@Sendable (SelfieResult) -> Void] in
            guard waiting.result == nil else { return [] }
            waiting.result = result
            defer { waiting.whenCome = [] }
            return waiting.whenCome
        }
        told.forEach { $0(result) }
    }

    func hear(_ whenCome: @escaping @Sendable (SelfieResult) -> Void) {
        let result = waiting.withLock { waiting in
            if waiting.result == nil { waiting.whenCome.append(whenCome) }
            return waiting.result
        }
        if let result { whenCome(result) }
    }
}
