#if canImport(UIKit) && canImport(AVFoundation)
    import AVFoundation
    import Swafoto
    import UIKit

    /// The whole screen: asks for the camera, guides, takes the photo. Present it, and dismiss it when it is done.
    @MainActor
    public final class SelfieViewController: UIViewController {
        private let controller: SelfieController
        private let camera: AVSelfieCamera
        private let words: ScreenWords
        private let whenDone: @MainActor (SelfieResult) -> Void

        private let preview: PreviewView
        private let panel = NoticePanel()
        private let feedback = Feedback()
        private var announcer: Announcer
        private var conditions: PhoneConditions?
        private var watching: Task<Void, Never>?

        /// - Parameter whenDone: Called once, on the main thread, with the result.
        public init(
            _ request: SelfieRequest, words: ScreenWords = ScreenWords(),
            whenDone: @escaping @MainActor (SelfieResult) -> Void
        ) {
            controller = SelfieController(request)
            camera = AVSelfieCamera()
            preview = PreviewView(camera)
            announcer = Announcer(words: words)
            self.words = words
            self.whenDone = whenDone
            super.init(nibName: nil, bundle: nil)
            title = words[.title]
        }

        public required init?(coder: NSCoder) { nil }

        deinit {
            let controller = controller
            Task { await controller.cancel() }
        }

        public override func viewDidLoad() {
            super.viewDidLoad()
            view.backgroundColor = .black
            view.addSubview(preview)
            view.addSubview(panel)
            preview.frame = view.bounds
            preview.autoresizingMask = [.flexibleWidth, .flexibleHeight]
            preview.isAccessibilityElement = true
            preview.accessibilityLabel = words[.preview]
            panel.pinToBottom(of: view)
            panel.setClose(title: words[.close]) { [weak self] in self?.leave() }
            conditions = PhoneConditions { [controller] in controller.keep(to: $0) }
            watch()
        }

        public override func viewWillAppear(_ animated: Bool) {
            super.viewWillAppear(animated)
            attach()
        }

        public override func viewDidAppear(_ animated: Bool) {
            super.viewDidAppear(animated)
            follow()
        }

        public override func viewDidDisappear(_ animated: Bool) {
            super.viewDidDisappear(animated)
            let controller = controller
            Task { await controller.detach() }
        }

        public override func viewWillTransition(
            to size: CGSize, with coordinator: any UIViewControllerTransitionCoordinator
        ) {
            super.viewWillTransition(to: size, with: coordinator)
            coordinator.animate(alongsideTransition: nil) { [weak self] _ in self?.follow() }
        }

        private func attach() {
            let (controller, camera) = (controller, camera)
            Task { await controller.attach(camera) }
        }

        private func leave() {
            let controller = controller
            Task { await controller.cancel() }
        }

        /// Tells camera and preview how the screen is held. iOS does not say while the window is not there; then what was
        /// said last holds.
        private func follow() {
            guard let told = view.window?.windowScene?.interfaceOrientation, let held = HeldOrientation(told) else {
                return
            }
            camera.turn(to: held)
            preview.turn(to: held)
        }

        private func watch() {
            watching = Task { [weak self, controller] in
                for await screen in controller.screens { self?.show(screen) }
            }
        }

        private func show(_ screen: SelfieScreen) {
            preview.show(screen)
            let notice = ScreenNotice(screen, words: words)
            panel.show(notice.text, action: notice.action.map { (words[$0.text], act(on: $0)) })
            if let announcement = announcer.hear(screen) { feedback.play(announcement) }
            if case .ended(let result) = screen { whenDone(result) }
        }

        private func act(on action: ScreenNotice.Action) -> @MainActor () -> Void {
            { [weak self] in
                switch action {
                case .allowCamera: self?.camera.askForPermission()
                case .openSettings:
                    guard let settings = URL(string: UIApplication.openSettingsURLString) else { return }
                    UIApplication.shared.open(settings, options: [:], completionHandler: nil)
                case .tryAgain: self?.attach()
                }
            }
        }
    }

    extension HeldOrientation {
        fileprivate init?(_ orientation: UIInterfaceOrientation) {
            switch orientation {
            case .portrait: self = .topUp
            case .portraitUpsideDown: self = .topDown
            case .landscapeRight: self = .topLeft
            case .landscapeLeft: self = .topRight
            case .unknown: return nil
            @unknown default: return nil
            }
        }
    }
#endif
