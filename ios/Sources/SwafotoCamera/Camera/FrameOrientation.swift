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

/// How a buffer's pixels lie, as EXIF says it of files: what has to be done to them, first unmirrored, then turned.
struct StoredOrientation: Equatable, Sendable {
    /// Degrees clockwise: 0, 90, 180 or 270.
    let rotation: Int32
    /// Whether rows run backwards.
    let mirrored: Bool

    static let upright = StoredOrientation(rotation: 0, mirrored: false)

    /// EXIF's tag 274: 1 to 8. What says nothing, or something else, lies as it was asked for.
    init(exif: UInt32?) {
        let (rotation, mirrored): (Int32, Bool) =
            switch exif {
            case 2: (0, true)
            case 3: (180, false)
            case 4: (180, true)
            case 5: (270, true)
            case 6: (90, false)
            case 7: (90, true)
            case 8: (270, false)
            default: (0, false)
            }
        self.init(rotation: rotation, mirrored: mirrored)
    }

    init(rotation: Int32, mirrored: Bool) { (self.rotation, self.mirrored) = (rotation, mirrored) }
}

/// How a picture must be turned to be upright on the screen.
///
/// Sensors that lie on their side, as nearly all of an iPhone's do, give pictures that must be turned 90 degrees clockwise
/// where the phone stands upright, for both cameras; `AVSelfieCamera` asks for the same of those that stand upright. Turn
/// the phone, and the back camera's picture turns against it, the front camera's with it, because that one looks the other
/// way.
enum FrameOrientation {
    /// Degrees clockwise: 0, 90, 180 or 270. `stored`: how the buffer lies in the layout above.
    static func rotation(
        _ position: CameraPosition, held: HeldOrientation, stored: StoredOrientation = .upright
    ) -> Int32 {
        let ofLayout: Int32 =
            switch (held, position) {
            case (.topUp, _): 90
            case (.topDown, _): 270
            case (.topLeft, .back), (.topRight, .front): 0
            case (.topRight, .back), (.topLeft, .front): 180
            }
        let rotation = (ofLayout + stored.rotation) % 360
        // The core turns first and unmirrors then: turning one way and mirroring is mirroring and turning the other way.
        return stored.mirrored ? (360 - rotation) % 360 : rotation
    }
}
