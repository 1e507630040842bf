/// Hands a screen's result to the app, once, whatever becomes of the screen.
@MainActor
final class ResultDelivery {
    private var whenDone: (@MainActor (SelfieResult) -> Void)?
    private var result: SelfieResult?

    init(_ whenDone: @escaping @MainActor (SelfieResult) -> Void) { self.whenDone = whenDone }

    /// The session is over. What must be explained waits for `leave()`, while somebody `sees` the screen.
    func end(with result: SelfieResult, seen: Bool) {
        self.result = result
        if !seen || !result.needsExplaining { tell() }
    }

    /// The person goes, or the screen does.
    /// - Returns: Whether the session was over: else it has to be ended.
    func leave() -> Bool {
        tell()
        return result != nil
    }

    private func tell() {
        guard let result, let whenDone else { return }
        // Forgotten before it is called: an app may do anything there.
        self.whenDone = nil
        whenDone(result)
    }
}
