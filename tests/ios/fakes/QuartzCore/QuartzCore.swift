// What ios/ uses of QuartzCore and Core Graphics: layers that hold what they are told to draw. Signatures as in CALayer.h,
// CAShapeLayer.h, CATransaction.h, CGColor.h and CGPath.h of the iOS SDK; https://developer.apple.com/documentation/quartzcore
import Foundation

public class CGColor {
    public let name: String
    public init(name: String) { self.name = name }
}
public class CGPath {
    /// Each contour, and whether it was closed.
    public let contours: [(points: [CGPoint], closed: Bool)]
    public init(_ contours: [(points: [CGPoint], closed: Bool)]) { self.contours = contours }
}

open class CALayer: NSObject {
    public override required init() {}
    public private(set) var sublayers: [CALayer]?
    public private(set) weak var superlayer: CALayer?
    open var cornerRadius: CGFloat = 0
    open var opacity: Float = 1
    open func addSublayer(_ layer: CALayer) {
        layer.superlayer = self
        sublayers = (sublayers ?? []) + [layer]
    }
    open func removeFromSuperlayer() {
        superlayer?.sublayers?.removeAll { $0 === self }
        superlayer = nil
    }
}
public struct CAShapeLayerFillRule: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let evenOdd = CAShapeLayerFillRule(rawValue: "even-odd")
}
public struct CAShapeLayerLineCap: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let round = CAShapeLayerLineCap(rawValue: "round")
}
public struct CAShapeLayerLineJoin: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let round = CAShapeLayerLineJoin(rawValue: "round")
}
open class CAShapeLayer: CALayer {
    public required init() {}
    open var path: CGPath?
    open var fillRule = CAShapeLayerFillRule(rawValue: "non-zero")
    open var fillColor: CGColor?
    open var strokeColor: CGColor?
    open var lineWidth: CGFloat = 1
    open var lineCap = CAShapeLayerLineCap(rawValue: "butt")
    open var lineJoin = CAShapeLayerLineJoin(rawValue: "miter")
    open var lineDashPattern: [NSNumber]?
}
open class CATransaction: NSObject {
    open class func begin() {}
    open class func commit() {}
    open class func setDisableActions(_ flag: Bool) {}
}
