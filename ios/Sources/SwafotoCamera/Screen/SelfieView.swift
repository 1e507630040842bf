#if canImport(SwiftUI) && canImport(UIKit) && canImport(AVFoundation)
    import SwiftUI
    import UIKit

    /// The whole screen for SwiftUI, as in `fullScreenCover`: asks for the camera, guides, takes the photo.
    public struct SelfieView: UIViewControllerRepresentable {
        private let request: SelfieRequest
        private let theme: SelfieTheme
        private let whenDone: @MainActor (SelfieResult) -> Void

        /// - Parameter whenDone: Called once, on the main thread, with the result; dismiss the view there.
        public init(
            _ request: SelfieRequest, theme: SelfieTheme = SelfieTheme(),
            whenDone: @escaping @MainActor (SelfieResult) -> Void
        ) {
            self.request = request
            self.theme = theme
            self.whenDone = whenDone
        }

        public func makeUIViewController(context: Context) -> SelfieViewController {
            SelfieViewController(request, theme: theme, whenDone: whenDone)
        }

        /// A flow keeps the request it began with.
        public func updateUIViewController(_ controller: SelfieViewController, context: Context) {}
    }
#endif
