/// When a frame was taken, from any origin that stays the same for a session and is not after its first frame.
public struct FrameTime: Comparable, Hashable, Sendable {
    /// Nanoseconds since the origin, 0 or more.
    public let nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    public static func < (earlier: FrameTime, later: FrameTime) -> Bool { earlier.nanoseconds < later.nanoseconds }
}
