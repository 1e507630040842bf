import Foundation
import Swafoto
import SwafotoBindings
import XCTest

@testable import SwafotoCamera

/// A camera's memory and numbers, in the core's terms.
final class PixelTests: XCTestCase {
    func testABiplanarPictureIsReadWhereItLies() throws {
        let (rowBytes, height) = (704, 480)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: rowBytes * height * 3 / 2, alignment: 64)
        defer { memory.deallocate() }
        let picture = BiplanarPicture(
            luma: .init(address: memory, bytesPerRow: rowBytes, height: height),
            chroma: .init(address: memory + rowBytes * height, bytesPerRow: rowBytes, height: height / 2),
            size: Swafoto.PictureSize(width: 640, height: 480), encoding: .bt601FullRange)
        guard case .yuv420(let y, let u, let v, _) = picture.pixels else { return XCTFail("not 4:2:0") }
        let address = UInt64(UInt(bitPattern: memory))
        XCTAssertEqual(probeAddress(bytes: y), address)
        XCTAssertEqual(probeAddress(bytes: u), address + UInt64(rowBytes * height))
        XCTAssertEqual(probeAddress(bytes: v), address + UInt64(rowBytes * height) + 1)
    }

    /// The film's picture, laid as an iPhone lays it: interleaved chroma, rows longer than the picture.
    func testABiplanarPictureIsJudgedAsThePlanarOne() async throws {
        let told = try Case.named("perfect")
        let still = try told.still()
        let (width, height) = (Int(still.format.width), Int(still.format.height))
        let rowBytes = (width + 63) / 64 * 64 + 64
        var memory = Data(repeating: 0x5A, count: rowBytes * height * 3 / 2)
        for row in 0..<height {
            memory.replaceSubrange(
                row * rowBytes..<row * rowBytes + width, with: still.planes.y.dropFirst(row * width).prefix(width))
        }
        for row in 0..<height / 2 {
            for column in 0..<width / 2 {
                let at = rowBytes * (height + row) + 2 * column
                memory[at] = still.planes.u[row * (width / 2) + column]
                memory[at + 1] = still.planes.v[row * (width / 2) + column]
            }
        }
        let engine = try await Loaded.engine()
        let policy = try Swafoto.Policy(toml: told.policyText)
        let wanted = try await engine.judge(still, by: policy)
        let verdict = try await engine.judge(
            InterleavedFrame(memory: memory, rowBytes: rowBytes, storedSize: still.storedSize), by: policy)
        XCTAssertEqual(verdict.bits, wanted.bits)
    }

    func testColoursAreReadAsTheyWereWritten() {
        XCTAssertEqual(Swafoto.YuvEncoding(fullRange: true, matrix: "ITU_R_601_4"), .bt601FullRange)
        XCTAssertEqual(Swafoto.YuvEncoding(fullRange: true, matrix: nil), .bt601FullRange)
        XCTAssertEqual(Swafoto.YuvEncoding(fullRange: false, matrix: "ITU_R_601_4"), .bt601VideoRange)
        XCTAssertEqual(Swafoto.YuvEncoding(fullRange: true, matrix: "ITU_R_709_2"), .bt709FullRange)
        XCTAssertEqual(Swafoto.YuvEncoding(fullRange: false, matrix: "ITU_R_709_2"), .bt709VideoRange)
    }

    func testExposureIsTakenOnlyWhereItMakesSense() {
        let facts = Swafoto.ExposureFacts(iso: 100, exposureTime: 0.02, aperture: 2.2)
        XCTAssertEqual(facts, Swafoto.ExposureFacts(iso: 100, exposureTimeS: 0.02, aperture: 2.2))
        XCTAssertNil(Swafoto.ExposureFacts(iso: 0, exposureTime: 0.02, aperture: 2.2))
        XCTAssertNil(Swafoto.ExposureFacts(iso: 100, exposureTime: .nan, aperture: 2.2))
        XCTAssertNil(Swafoto.ExposureFacts(iso: 100, exposureTime: nil, aperture: 2.2))
    }
}

private struct InterleavedFrame: Frame {
    let memory: Data
    let rowBytes: Int
    let storedSize: Swafoto.PictureSize
    let facts = Swafoto.FrameFacts()

    func withPixels<Outcome, Failure: Error>(
        _ body: (FramePixels) throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome {
        let height = Int(storedSize.height)
        let memory = NSMutableData(data: memory)
        let picture = BiplanarPicture(
            luma: .init(address: memory.mutableBytes, bytesPerRow: rowBytes, height: height),
            chroma: .init(
                address: memory.mutableBytes + rowBytes * height, bytesPerRow: rowBytes, height: height / 2),
            size: storedSize, encoding: .bt601FullRange)
        defer { withExtendedLifetime(memory) {} }
        return try body(picture.pixels)
    }
}
