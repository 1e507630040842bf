import Foundation

/// What the phone has and what its owner allowed, for the tests to set; and what would have ended the app.
public final class FakePhone: @unchecked Sendable {
    /// The phone that the next test starts with.
    nonisolated(unsafe) public static var shared = FakePhone()

    private let lock = NSLock()
    private var raised: [String] = []

    public var authorization = AVAuthorizationStatus.authorized
    /// What the person says when they are asked.
    public var answer = AVAuthorizationStatus.authorized
    public var frontCamera: AVCaptureDevice? = AVCaptureDevice()
    /// Devices that AVFoundation will not open.
    public var inputsFail = false
    /// Outputs of further attempts that a session takes; nothing where it takes all.
    public var outputsTaken: Int?
    /// What happens while a session starts, on the thread that starts it.
    public var whileStarting: () -> Void = {}

    public init() {}

    /// The exceptions that AVFoundation would have raised, which nobody can catch.
    public var exceptions: [String] { lock.withLock { raised } }

    func raise(_ exception: String) { lock.withLock { raised.append(exception) } }
}
