import SwafotoCamera
import SwiftUI
import UIKit

@main
struct SampleApp: App {
    var body: some Scene {
        WindowGroup { RegistrationView() }
    }
}

/// The form, the photo beneath it, and the way back to take only the photo again.
struct RegistrationView: View {
    @State private var registration = Registration()
    @State private var takesPhoto = false

    private let signer = SecureEnclaveSigner(name: "id.swafoto.sample.receipts")

    var body: some View {
        Form {
            TextField("name", text: $registration.name)
            TextField("number", text: $registration.number)
            Toggle("covers-head", isOn: $registration.coversHead)
            if let photo = registration.photo, let image = UIImage(data: photo.jpeg) {
                Image(uiImage: image).resizable().scaledToFit()
                Text(photo.signature == .signed ? "accepted-signed" : "accepted")
            }
            if registration.photoIsMissing { Text("refused") }
            Button(registration.photo == nil ? "take" : "retake") { takesPhoto = true }
        }
        .fullScreenCover(isPresented: $takesPhoto) {
            SelfieView(registration.request(signer: signer)) { result in
                registration.take(result)
                takesPhoto = false
            }
            .ignoresSafeArea()
        }
    }
}
