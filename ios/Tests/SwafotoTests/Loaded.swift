import Swafoto

/// An engine takes a while to load, so the tests share one.
enum Loaded {
    private static let loading = Task { () -> Engine in
        do { return try await Engine.load() } catch { preconditionFailure("\(error)") }
    }

    static func engine() async throws -> Engine { await loading.value }
}
