import Swafoto
import XCTest

@testable import SwafotoCamera

/// The app hears every result once: when the person has read what must be explained, or when the screen goes.
final class DeliveryTests: XCTestCase {
    @MainActor
    private final class App {
        private(set) var told: [SelfieResult] = []
        private(set) lazy var delivery = ResultDelivery { [unowned self] in told.append($0) }
    }

    func testWhatNeedsNoWordsIsToldAtOnce() async {
        await MainActor.run {
            let photo = SelfiePhoto.standIn
            let atOnce: [SelfieResult] = [
                .accepted(photo), .forReview(photo, reasons: []), .cancelled, .cameraUnusable(.failed),
                .permissionMissing(.denied),
            ]
            for result in atOnce {
                let app = App()
                app.delivery.end(with: result, seen: true)
                XCTAssertEqual(app.told, [result])
                XCTAssertTrue(app.delivery.leave())
                XCTAssertEqual(app.told, [result], "once")
            }
        }
    }

    func testWhatMustBeReadWaitsUntilThePersonCloses() async {
        await MainActor.run {
            for result in [SelfieResult.blocked(reasons: [.noEyewear]), .timedOut, .failed(.busy)] {
                let app = App()
                app.delivery.end(with: result, seen: true)
                XCTAssertEqual(app.told, [])
                XCTAssertTrue(app.delivery.leave(), "it is over: there is nothing left to cancel")
                XCTAssertEqual(app.told, [result])
            }
        }
    }

    func testAScreenThatIsGoneKeepsNothingBack() async {
        await MainActor.run {
            let app = App()
            XCTAssertFalse(app.delivery.leave(), "the session has to be ended")
            app.delivery.end(with: .blocked(reasons: []), seen: false)
            XCTAssertEqual(app.told, [.blocked(reasons: [])])
        }
    }
}
