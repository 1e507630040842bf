// Signatures as in UIViewController.h of the iOS 18 SDK. Tests call what UIKit would, in its order.

public enum UIModalPresentationStyle: Int, Sendable {
    case fullScreen
    case pageSheet
}
@MainActor @preconcurrency open class UIViewController: UIResponder {
    private var loaded: UIView?

    public init(nibName nibNameOrNil: String?, bundle nibBundleOrNil: Bundle?) {}
    public required init?(coder: NSCoder) { nil }
    open var title: String?
    open var view: UIView! {
        if let loaded { return loaded }
        let view = UIView(frame: CGRect(x: 0, y: 0, width: 390, height: 844))
        loaded = view
        viewDidLoad()
        return view
    }
    open func viewDidLoad() {}
    open func viewWillAppear(_ animated: Bool) {}
    open func viewDidAppear(_ animated: Bool) {}
    open func viewWillDisappear(_ animated: Bool) {}
    open func viewDidDisappear(_ animated: Bool) {}
    open var modalPresentationStyle = UIModalPresentationStyle.pageSheet
    open var isModalInPresentation = false
}
