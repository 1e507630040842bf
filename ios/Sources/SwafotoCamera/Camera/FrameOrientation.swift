import Swafoto

/// Which way the phone's upper edge points as the person holds it, by the screen's own orientation.
public enum HeldOrientation: CaseIterable, Equatable, Sendable {
    /// `UIInterfaceOrientation.portrait`.
    case topUp
    /// `UIInterfaceOrientation.portraitUpsideDown`.
    case topDown
    /// `UIInterfaceOrientation.landscapeRight`, which is `UIDeviceOrientation.landscapeLeft`.
    case topLeft
    /// `UIInterfaceOrientation.landscapeLeft`, which is `UIDeviceOrientation.landscapeRight`.
    case topRight
}

/// Which of the phone's cameras.
public enum CameraPosition: CaseIterable, Equatable, Sendable {
    case front, back
}

/// How a picture must be turned to be upright on the screen.
///
/// Sensors that lie on their side, as nearly all of an iPhone's do, give pictures that must be turned 90 degrees clockwise
/// where the phone stands upright, for both cameras; `AVSelfieCamera` asks for the same of those that stand upright. Turn
/// the phone, and the back camera's picture turns against it, the front camera's with it, because that one looks the other
/// way.
enum FrameOrientation {
    /// Degrees clockwise: 0, 90, 180 or 270. `mirrored`: whether the buffer's rows run backwards, as with
    /// `AVCaptureConnection.isVideoMirrored`.
    static func rotation(_ position: CameraPosition, held: HeldOrientation, mirrored: Bool = false) -> Int32 {
        let rotation: Int32 =
            switch (held, position) {
            case (.topUp, _): 90
            case (.topDown, _): 270
            case (.topLeft, .back), (.topRight, .front): 0
            case (.topRight, .back), (.topLeft, .front): 180
            }
        // Turning one way and mirroring is mirroring and turning the other way.
        return mirrored ? (360 - rotation) % 360 : rotation
    }
}
