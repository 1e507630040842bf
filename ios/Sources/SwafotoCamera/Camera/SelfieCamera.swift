import Swafoto

/// A camera that a `SelfieController` drives. `AVSelfieCamera` is the phone's; tests have one that plays films.
public protocol SelfieCamera: AnyObject, Sendable {
    /// Whether the app may use the camera.
    var permission: CameraPermission { get }

    /// Has the system ask the person, where it still does, and tells what they said.
    func askPermission(_ answered: @escaping @Sendable (CameraPermission) -> Void)

    /// Opens the camera and tells `hear` what happens, until `close()`. Returns at once, as all methods do.
    func open(_ hear: @escaping @Sendable (CameraEvent) -> Void)

    /// Takes a still at full resolution, once. Answered by `CameraEvent.still` or `ScreenEvent.stillFailed`.
    func takeStill()

    /// Stops. Nothing is heard after it.
    func close()

    /// The time now, by the clock that frames are dated with.
    var now: FrameTime { get }
}

/// What a camera tells, in the order in which it happens.
public enum CameraEvent: Sendable {
    /// A preview frame. One that comes while another is judged is dropped.
    case frame(any Frame, at: FrameTime)
    /// The still that was asked for.
    case still(any Frame, at: FrameTime)
    /// Opened, turned, interrupted, taken away, failed; or a frame that cannot be read.
    case other(ScreenEvent)
}
