import SwafotoBindings

// The core's own values, all of them `Sendable`. Two have another name here than in the core: an app that imports SwiftUI
// has a `State` already, and an `Update` of what would be anybody's guess.

public typealias RuleId = SwafotoBindings.RuleId
public typealias Status = SwafotoBindings.Status
public typealias Limit = SwafotoBindings.Limit
public typealias MeasuredUnit = SwafotoBindings.MeasuredUnit
public typealias Check = SwafotoBindings.Check
public typealias Hint = SwafotoBindings.Hint
public typealias CoveringText = SwafotoBindings.CoveringText
public typealias Verdict = SwafotoBindings.Verdict
public typealias PolicyRule = SwafotoBindings.PolicyRule

public typealias SessionRequest = SwafotoBindings.SessionRequest
public typealias SessionState = SwafotoBindings.State
public typealias SessionUpdate = SwafotoBindings.Update
public typealias Ending = SwafotoBindings.Ending
public typealias Stage = SwafotoBindings.Stage
public typealias PictureSize = SwafotoBindings.PictureSize
public typealias Point2 = SwafotoBindings.Point2

public typealias FrameFacts = SwafotoBindings.FrameFacts
public typealias ExposureFacts = SwafotoBindings.ExposureFacts
public typealias Yuv420Format = SwafotoBindings.Yuv420Format
public typealias YuvEncoding = SwafotoBindings.YuvEncoding
public typealias PackedFormat = SwafotoBindings.PackedFormat
public typealias PackedLayout = SwafotoBindings.PackedLayout

/// Signs receipts with a key that never leaves the phone; implemented by the app, or by `SecureEnclaveSigner`.
public typealias ReceiptSigner = SwafotoBindings.ReceiptSigner

// The whole screen, decided in the core: `SelfieFlow` hears of events and frames, and each turn says what to draw, say and do.
// Those that SwiftUI or UIKit have a namesake of are called by what they are of.

public typealias SelfieFlow = SwafotoBindings.SelfieFlow
public typealias FlowRequest = SwafotoBindings.FlowRequest
public typealias PolicyChoice = SwafotoBindings.PolicyChoice
public typealias SelfieTurn = SwafotoBindings.Turn
public typealias SelfieStep = SwafotoBindings.Step
public typealias SelfieOutcome = SwafotoBindings.Outcome
public typealias SelfieScreen = SwafotoBindings.Screen
public typealias SelfieScene = SwafotoBindings.Scene
public typealias ScreenEvent = SwafotoBindings.Event
public typealias ScreenCommand = SwafotoBindings.Command
public typealias ScreenAction = SwafotoBindings.Action
public typealias ScreenButton = SwafotoBindings.Button
public typealias ScreenCard = SwafotoBindings.Card
public typealias ScreenPicture = SwafotoBindings.Picture
public typealias ScreenQuestion = SwafotoBindings.Question
public typealias ScreenShape = SwafotoBindings.Shape
public typealias ScreenInk = SwafotoBindings.Ink
public typealias Announcement = SwafotoBindings.Announcement
public typealias Haptic = SwafotoBindings.Haptic
public typealias PreviewArea = SwafotoBindings.PreviewArea
public typealias Heat = SwafotoBindings.Heat
public typealias CameraPermission = SwafotoBindings.CameraPermission
public typealias CameraProblem = SwafotoBindings.CameraProblem
public typealias CameraInterruption = SwafotoBindings.CameraInterruption

extension PolicyChoice {
    /// A preset of the SDK, such as `ektp`.
    public static func preset(_ name: String) -> PolicyChoice { .preset(name: name) }

    /// The text of a policy file, shipped with the app or taken from its server.
    public static func toml(_ text: String) -> PolicyChoice { .toml(text: text) }
}

/// How often a flow wants to hear that time passes, in milliseconds.
public func tickIntervalMs() -> UInt32 { SwafotoBindings.tickIntervalMs() }

extension ScreenPicture {
    /// Side of the square that `shapes` fill.
    public static var side: Float { pictureSide() }

    /// The pictogram, the first shape below the others.
    public var shapes: [ScreenShape] { pictureShapes(picture: self) }
}
