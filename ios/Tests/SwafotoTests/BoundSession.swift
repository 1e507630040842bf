import SwafotoBindings

/// A session of the bindings themselves, to hold the Swift around them against.
func openBound(_ told: Case, _ request: SessionRequest) throws -> SelfieSession {
    try SelfieSession(engine: engine, policy: told.openPolicy(), request: request, listener: nil)
}
