#if canImport(UIKit) && canImport(AVFoundation)
    import AVFoundation
    import Swafoto
    import UIKit

    /// The whole screen: asks for the camera, guides, takes the photo. Present it, and dismiss it when it is done.
    @MainActor
    public final class SelfieViewController: UIViewController {
        private let controller: SelfieController
        let camera: AVSelfieCamera
        private let preview: PreviewView
        private let board: BoardView
        private let feedback = Feedback()
        private let display = Display()
        private let notices = Notices()
        private var screen: SelfieScreen?
        private var isOnShow = false

        /// - Parameter whenDone: Called once, on the main thread, with the result: at once for a photo and where the person
        ///   went back, when they have read why and close it for other ends, and with `cancelled` where the app takes the
        ///   screen away.
        public init(
            _ request: SelfieRequest, theme: SelfieTheme = SelfieTheme(),
            whenDone: @escaping @MainActor (SelfieResult) -> Void
        ) {
            let camera = AVSelfieCamera()
            let controller = SelfieController(request, camera: camera)
            (self.camera, self.controller) = (camera, controller)
            preview = PreviewView(camera, theme) { controller.tell(.laidOut(area: $0)) }
            board = BoardView(theme) { controller.tell($0) }
            super.init(nibName: nil, bundle: nil)
            modalPresentationStyle = .fullScreen
            // Nobody loses their session by a swipe.
            isModalInPresentation = true
            // Outlives the screen: the app hears of every end.
            Task { whenDone(await controller.waitForResult()) }
        }

        public required init?(coder: NSCoder) { nil }

        deinit { controller.cancel() }

        public override func viewDidLoad() {
            super.viewDidLoad()
            view.backgroundColor = .black
            for part in [preview, board] {
                part.frame = view.bounds
                part.autoresizingMask = [.flexibleWidth, .flexibleHeight]
                view.addSubview(part)
            }
            controller.watch { [weak self] turn in
                // In their order, which tasks of the main actor do not promise.
                DispatchQueue.main.async { MainActor.assumeIsolated { self?.show(turn) } }
            }
            notices.onConditions { [controller] in controller.tell($0) }
            follow(UIApplication.willEnterForegroundNotification) { $0.appear() }
            follow(UIApplication.didEnterBackgroundNotification) { $0.disappear() }
        }

        public override func viewWillAppear(_ animated: Bool) {
            super.viewWillAppear(animated)
            isOnShow = true
            appear()
        }

        public override func viewDidAppear(_ animated: Bool) {
            super.viewDidAppear(animated)
            hold()
            display.stayOn()
            feedback.prepare()
        }

        /// The person's own brightness is back before anybody sees another screen.
        public override func viewWillDisappear(_ animated: Bool) {
            super.viewWillDisappear(animated)
            display.light(false, window?.screen)
        }

        public override func viewDidDisappear(_ animated: Bool) {
            super.viewDidDisappear(animated)
            isOnShow = false
            display.mayLock()
            disappear()
        }

        /// VoiceOver's gesture for "back".
        public override func accessibilityPerformEscape() -> Bool {
            controller.tell(.back)
            return true
        }

        private var window: UIWindowScene? { view.window?.windowScene }

        private func appear() {
            guard isOnShow else { return }
            controller.appear()
            display.light(screen?.lights == true, window?.screen)
        }

        private func disappear() {
            display.light(false, window?.screen)
            feedback.hush()
            controller.disappear()
        }

        private func follow(_ name: Notification.Name, _ act: @escaping @MainActor (SelfieViewController) -> Void) {
            notices.on(name) { [weak self] _ in MainActor.assumeIsolated { if let self { act(self) } } }
        }

        private func show(_ turn: SelfieTurn) {
            hold()
            if let screen = turn.screen { show(screen) }
            preview.show(turn.overlay)
            guard let screen else { return }
            if let say = turn.say { feedback.say(say, on: screen) }
            if let feel = turn.feel { feedback.feel(feel) }
            if turn.commands.contains(.openSettings), let settings = URL(string: UIApplication.openSettingsURLString) {
                UIApplication.shared.open(settings, options: [:], completionHandler: nil)
            }
        }

        private func show(_ screen: SelfieScreen) {
            self.screen = screen
            title = screen.title
            preview.accessibilityLabel = screen.previewLabel
            preview.accessibilityLanguage = screen.language
            preview.isHidden = !screen.showsCamera
            board.show(screen)
            display.light(screen.lights && isOnShow, window?.screen)
        }

        /// Tells camera and preview how the screen is held. iOS does not say while the window is not there; then what was
        /// said last holds. Asked with every frame, for of a turn by 180 degrees no view hears.
        private func hold() {
            guard let told = window?.interfaceOrientation, let held = HeldOrientation(told) else { return }
            camera.turn(to: held)
            preview.turn(to: held)
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
