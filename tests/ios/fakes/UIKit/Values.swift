// What ios/ uses of UIKit, running: views that hold what they are told, without a layout and without a pixel. Signatures as in
// UIColor.h, UIFont.h, UIImage.h, UIBezierPath.h, UITraitCollection.h and UIFeedbackGenerator.h of the iOS 18 SDK;
// https://developer.apple.com/documentation/uikit
@_exported import CoreFoundationTypes
@_exported import Foundation
@_exported import QuartzCore

public final class UIColor: NSObject, Sendable {
    public let name: String
    public init(name: String) { self.name = name }
    public static let black = UIColor(name: "black")
    public static let white = UIColor(name: "white")
    public static let clear = UIColor(name: "clear")
    public static let label = UIColor(name: "label")
    public static let systemBackground = UIColor(name: "background")
    public static let systemBlue = UIColor(name: "blue")
    public func withAlphaComponent(_ alpha: CGFloat) -> UIColor { UIColor(name: "\(name) \(alpha)") }
    public func resolvedColor(with traitCollection: UITraitCollection) -> UIColor { self }
    public var cgColor: CGColor { CGColor(name: name) }
}
public struct UIContentSizeCategory: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let large = UIContentSizeCategory(rawValue: "L")
}
public final class UITraitCollection: NSObject, Sendable {
    public override init() {}
    public init(preferredContentSizeCategory: UIContentSizeCategory) {}
}
public final class UIFont: NSObject, Sendable {
    public struct TextStyle: Hashable, RawRepresentable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public static let title2 = TextStyle(rawValue: "title2")
        public static let title3 = TextStyle(rawValue: "title3")
        public static let headline = TextStyle(rawValue: "headline")
        public static let body = TextStyle(rawValue: "body")
        public static let footnote = TextStyle(rawValue: "footnote")
    }
    public struct Weight: Hashable, RawRepresentable, Sendable {
        public let rawValue: CGFloat
        public init(rawValue: CGFloat) { self.rawValue = rawValue }
        public static let bold = Weight(rawValue: 0.4)
    }
    public let fontName: String
    public let pointSize: CGFloat
    public init?(name fontName: String, size fontSize: CGFloat) { (self.fontName, pointSize) = (fontName, fontSize) }
    private init(_ fontName: String, _ pointSize: CGFloat) { (self.fontName, self.pointSize) = (fontName, pointSize) }
    public static func preferredFont(forTextStyle style: TextStyle) -> UIFont { UIFont(style.rawValue, 17) }
    public static func preferredFont(forTextStyle style: TextStyle, compatibleWith traits: UITraitCollection?) -> UIFont {
        preferredFont(forTextStyle: style)
    }
    public static func systemFont(ofSize fontSize: CGFloat, weight: Weight) -> UIFont { UIFont("system", fontSize) }
}
open class UIFontMetrics: NSObject {
    public init(forTextStyle textStyle: UIFont.TextStyle) {}
    open func scaledFont(for font: UIFont) -> UIFont { font }
}
public final class UIImage: NSObject, Sendable {
    public init?(data: Data) {}
}
open class UIBezierPath: NSObject {
    private var contours: [(points: [CGPoint], closed: Bool)] = []
    public override init() {}
    open func move(to point: CGPoint) { contours.append(([point], false)) }
    open func addLine(to point: CGPoint) { contours[contours.count - 1].points.append(point) }
    open func close() { contours[contours.count - 1].closed = true }
    open var cgPath: CGPath { CGPath(contours) }
}

@MainActor @preconcurrency open class UIFeedbackGenerator: NSObject {
    /// What the person felt.
    public static var felt: [String] = []
    public override nonisolated init() {}
    open func prepare() {}
}
@MainActor @preconcurrency open class UIImpactFeedbackGenerator: UIFeedbackGenerator {
    public enum FeedbackStyle: Int, Sendable {
        case light
        case medium
    }
    public init(style: FeedbackStyle) { super.init() }
    open func impactOccurred() { Self.felt.append("impact") }
}
@MainActor @preconcurrency open class UINotificationFeedbackGenerator: UIFeedbackGenerator {
    public enum FeedbackType: Int, Sendable {
        case success
        case warning
        case error
    }
    public override nonisolated init() {}
    open func notificationOccurred(_ notificationType: FeedbackType) { Self.felt.append("\(notificationType)") }
}

// Foundation's on a phone and not in Linux's: NSProcessInfo.h.
extension ProcessInfo {
    public enum ThermalState: Int, Sendable {
        case nominal
        case fair
        case serious
        case critical
    }
    nonisolated(unsafe) private static var state = ThermalState.nominal
    nonisolated(unsafe) private static var saves = false
    public var thermalState: ThermalState {
        get { Self.state }
        set { Self.state = newValue }
    }
    public var isLowPowerModeEnabled: Bool {
        get { Self.saves }
        set { Self.saves = newValue }
    }
    public static var thermalStateDidChangeNotification: Notification.Name { Notification.Name("thermal") }
}
extension Notification.Name {
    public static var NSProcessInfoPowerStateDidChange: Notification.Name { Notification.Name("power") }
}
