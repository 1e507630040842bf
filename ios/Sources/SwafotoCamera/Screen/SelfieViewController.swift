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
        private let delivery: ResultDelivery

        private let preview: PreviewView
        private let panel = NoticePanel()
        private let feedback: Feedback
        private var announcer: Announcer
        private var conditions: PhoneConditions?
        private var watching: Task<Void, Never>?
        private var held: HeldOrientation?
        private var light = ScreenLight()
        /// The screen's brightness before the light was on.
        private var ownBrightness: CGFloat?
        private var lockedByItself = false

        /// - Parameter whenDone: Called once, on the main thread, with the result: at once for a photo and where the person
        ///   went back, when they have read why and close it for other ends, and with `cancelled` where the app takes the
        ///   screen away.
        public init(
            _ request: SelfieRequest, words: ScreenWords = ScreenWords(),
            whenDone: @escaping @MainActor (SelfieResult) -> Void
        ) {
            controller = SelfieController(request)
            camera = AVSelfieCamera()
            preview = PreviewView(camera)
            feedback = Feedback(language: words.language.folder)
            announcer = Announcer(words: words)
            delivery = ResultDelivery(whenDone)
            self.words = words
            super.init(nibName: nil, bundle: nil)
            title = words[.title]
            modalPresentationStyle = .fullScreen
            // Nobody loses their session by a swipe.
            isModalInPresentation = true
        }

        public required init?(coder: NSCoder) { nil }

        deinit {
            let (controller, delivery) = (controller, delivery)
            Task { if await !delivery.leave() { await controller.cancel() } }
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
            for view in [preview, panel] as [UIView] { view.accessibilityLanguage = words.language.folder }
            panel.pinToBottom(of: view)
            panel.setClose(title: words[.close]) { [weak self] in self?.leave() }
            panel.setAnswer { [controller] covered in Task { await controller.declareCovering(covered) } }
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
            // Nobody touches the screen while they look into the camera: it must not lock itself.
            lockedByItself = !UIApplication.shared.isIdleTimerDisabled
            UIApplication.shared.isIdleTimerDisabled = true
        }

        public override func viewDidDisappear(_ animated: Bool) {
            super.viewDidDisappear(animated)
            if lockedByItself { UIApplication.shared.isIdleTimerDisabled = false }
            shine(false)
            let controller = controller
            Task { await controller.detach() }
        }

        private func attach() {
            let (controller, camera) = (controller, camera)
            Task { await controller.attach(camera) }
        }

        private func leave() {
            if delivery.leave() { return }
            let controller = controller
            Task { await controller.cancel() }
        }

        /// Tells camera and preview how the screen is held. iOS does not say while the window is not there; then what was
        /// said last holds. Asked with every frame, for of a turn by 180 degrees no view hears.
        private func follow() {
            guard let told = view.window?.windowScene?.interfaceOrientation, let held = HeldOrientation(told) else {
                return
            }
            if held != self.held {
                self.held = held
                camera.turn(to: held)
            }
            preview.turn(to: held)
        }

        private func watch() {
            watching = Task { [weak self, controller, delivery] in
                for await screen in controller.screens {
                    self?.show(screen)
                    if case .ended(let result) = screen { delivery.end(with: result, seen: self != nil) }
                }
            }
        }

        private func show(_ screen: SelfieScreen) {
            follow()
            let lit = light.follow(screen)
            shine(lit)
            preview.show(screen, lit: lit)
            let notice = ScreenNotice(screen, words: words)
            panel.show(
                notice.text, action: notice.action.map { (words[$0.text], act(on: $0)) }, mayClose: notice.mayClose)
            panel.ask(notice.question)
            guard let announcement = announcer.hear(screen) else { return }
            // No hint cuts the question off, or a button that VoiceOver reads to whoever is about to answer.
            let waits = if case .live = screen { notice.question != nil } else { true }
            feedback.play(announcement, waits: waits)
        }

        /// Turns the screen up, or back to what it was.
        private func shine(_ lit: Bool) {
            guard let screen = view.window?.windowScene?.screen else { return }
            if lit, ownBrightness == nil {
                ownBrightness = screen.brightness
                screen.brightness = 1
            } else if !lit, let brightness = ownBrightness {
                ownBrightness = nil
                screen.brightness = brightness
            }
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
