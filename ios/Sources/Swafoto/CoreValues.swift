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
