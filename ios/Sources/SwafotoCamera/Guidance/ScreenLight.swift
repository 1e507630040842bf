import Swafoto

/// Lights the face with the screen, from the core's first request for more light to the end of the session: switched off
/// again, it would be dark again, and hints would flicker.
public struct ScreenLight: Sendable {
    private var asked = false

    public init() {}

    /// Whether the screen is to be bright and white around the face now. Only while guidance is shown: a phone that its
    /// owner turns to other things keeps the brightness they chose.
    public mutating func follow(_ screen: SelfieScreen) -> Bool {
        guard case .live(let guidance) = screen else { return false }
        asked = asked || guidance.update.hint == .moreLight
        return asked
    }
}
