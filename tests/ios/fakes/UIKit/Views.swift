// Signatures as in UIView.h, UILabel.h, UIScrollView.h, UIStackView.h, UIAction.h, UIControl.h and UIButton.h of the iOS 18 SDK.

@MainActor @preconcurrency open class UIView: UIResponder {
    public struct AutoresizingMask: OptionSet, Sendable {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static let flexibleWidth = AutoresizingMask(rawValue: 1 << 1)
        public static let flexibleHeight = AutoresizingMask(rawValue: 1 << 4)
    }
    private var made: CALayer?

    public init(frame: CGRect) { self.frame = frame }
    public required init?(coder: NSCoder) { nil }

    open class var layerClass: AnyClass { CALayer.self }
    open var layer: CALayer {
        if let made { return made }
        let layer = (Self.layerClass as? CALayer.Type)?.init() ?? CALayer()
        made = layer
        return layer
    }
    open var frame: CGRect
    open var bounds: CGRect { CGRect(origin: .zero, size: frame.size) }
    open var window: UIWindow? { superview?.window }
    public private(set) weak var superview: UIView?
    open private(set) var subviews: [UIView] = []
    open var backgroundColor: UIColor?
    open var tintColor: UIColor!
    open var isHidden = false
    open var autoresizingMask: AutoresizingMask = []
    open var isUserInteractionEnabled = true
    open var translatesAutoresizingMaskIntoConstraints = true
    open var isAccessibilityElement = false
    open var accessibilityLabel: String?
    open var accessibilityLanguage: String?
    open var accessibilityTraits: UIAccessibilityTraits = []
    open var traitCollection: UITraitCollection { UITraitCollection() }
    open func traitCollectionDidChange(_ previousTraitCollection: UITraitCollection?) {}
    open func addSubview(_ view: UIView) {
        view.removeFromSuperview()
        view.superview = self
        subviews.append(view)
    }
    open func removeFromSuperview() {
        superview?.subviews.removeAll { $0 === self }
        superview = nil
    }
    open func layoutSubviews() {}
    open func addLayoutGuide(_ layoutGuide: UILayoutGuide) {}
    public let safeAreaLayoutGuide = UILayoutGuide()
    public let leadingAnchor = NSLayoutXAxisAnchor()
    public let trailingAnchor = NSLayoutXAxisAnchor()
    public let centerYAnchor = NSLayoutYAxisAnchor()
    public let topAnchor = NSLayoutYAxisAnchor()
    public let bottomAnchor = NSLayoutYAxisAnchor()
    public let widthAnchor = NSLayoutDimension()
    public let heightAnchor = NSLayoutDimension()
}
@MainActor @preconcurrency open class UIWindow: UIView {
    open var windowScene: UIWindowScene?
    open override var window: UIWindow? { self }
}
public enum NSTextAlignment: Int, Sendable {
    case left
    case center
    case natural
}
@MainActor @preconcurrency open class UILabel: UIView {
    public convenience init() { self.init(frame: .zero) }
    open var text: String?
    open var font: UIFont!
    open var textColor: UIColor!
    open var textAlignment = NSTextAlignment.natural
    open var numberOfLines = 1
    open var adjustsFontForContentSizeCategory = false
}
@MainActor @preconcurrency open class UIScrollView: UIView {
    public override init(frame: CGRect) { super.init(frame: frame) }
    public required init?(coder: NSCoder) { nil }
    public let contentLayoutGuide = UILayoutGuide()
    public let frameLayoutGuide = UILayoutGuide()
}
@MainActor @preconcurrency open class UIStackView: UIView {
    public enum Alignment: Int, Sendable {
        case fill
        case top
    }
    public override init(frame: CGRect) { super.init(frame: frame) }
    public required init(coder: NSCoder) { super.init(frame: .zero) }
    public convenience init(arrangedSubviews views: [UIView]) {
        self.init(frame: .zero)
        for view in views { addArrangedSubview(view) }
    }
    open var axis = NSLayoutConstraint.Axis.horizontal
    open var alignment = Alignment.fill
    open var spacing: CGFloat = 0
    open var arrangedSubviews: [UIView] { subviews }
    open func addArrangedSubview(_ view: UIView) { addSubview(view) }
}
extension NSLayoutConstraint {
    public enum Axis: Int, Sendable {
        case horizontal
        case vertical
    }
}
@MainActor @preconcurrency open class UIAction: NSObject {
    fileprivate let handler: @MainActor (UIAction) -> Void
    public init(handler: @escaping @MainActor (UIAction) -> Void) { self.handler = handler }
}
@MainActor @preconcurrency open class UIControl: UIView {
    public struct Event: OptionSet, Sendable {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static var touchUpInside: Event { Event(rawValue: 1 << 6) }
    }
    public struct State: OptionSet, Sendable {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static var normal: State { [] }
    }
    private var actions: [UIAction] = []
    open func addAction(_ action: UIAction, for controlEvents: Event) { actions.append(action) }
    /// A finger.
    open func press() { actions.forEach { $0.handler($0) } }
}
@MainActor @preconcurrency open class UIButton: UIControl {
    public enum ButtonType: Int, Sendable {
        case custom
        case system
    }
    public convenience init(type buttonType: ButtonType) {
        self.init(frame: .zero)
        if let titleLabel { addSubview(titleLabel) }
    }
    public let titleLabel: UILabel? = UILabel()
    open func setTitle(_ title: String?, for state: State) { titleLabel?.text = title }
}
