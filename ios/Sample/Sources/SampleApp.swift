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
    // iOS ends an app whose camera is allowed in Settings. What was filled in comes back with the scene.
    @SceneStorage("name") private var name = ""
    @SceneStorage("number") private var number = ""
    @SceneStorage("covers-head") private var coversHead = false
    @State private var registration = Registration()
    @State private var takesPhoto = false

    private let signer = SecureEnclaveSigner(name: "id.swafoto.sample.receipts")

    var body: some View {
        Form {
            TextField("name", text: $name)
            TextField("number", text: $number)
            Toggle("covers-head", isOn: $coversHead)
            if let photo = registration.photo, let image = UIImage(data: photo.jpeg) {
                Image(uiImage: image).resizable().scaledToFit()
                Text(photo.signature == .signed ? "accepted-signed" : "accepted")
            }
            if registration.photoIsMissing { Text("refused") }
            Button(registration.photo == nil ? "take" : "retake") { takesPhoto = true }
        }
        .fullScreenCover(isPresented: $takesPhoto) {
            SelfieView(registration.request(for: details, signer: signer)) { result in
                registration.take(result)
                takesPhoto = false
            }
            .ignoresSafeArea()
        }
    }

    private var details: Details { Details(name: name, number: number, coversHead: coversHead) }
}
