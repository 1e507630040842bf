import Foundation

/// Hears the system's notices as long as it lives. They come on whichever thread posts them.
///
/// Unchecked, because Foundation does not mark its tokens, which are only handed back.
final class Notices: @unchecked Sendable {
    private var tokens: [any NSObjectProtocol] = []

    /// Not to be called by two threads at once.
    func on(
        _ name: Notification.Name, of sender: AnyObject? = nil, _ hear: @escaping @Sendable (Notification) -> Void
    ) {
        tokens.append(NotificationCenter.default.addObserver(forName: name, object: sender, queue: nil, using: hear))
    }

    deinit { tokens.forEach(NotificationCenter.default.removeObserver) }
}
