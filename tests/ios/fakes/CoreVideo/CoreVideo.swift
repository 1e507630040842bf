// What ios/ uses of CoreVideo, running: a pixel buffer in memory of its own. Signatures as in CVPixelBuffer.h, CVImageBuffer.h and
// CVBuffer.h of the iOS SDK; https://developer.apple.com/documentation/corevideo/cvpixelbuffer
@_exported import CoreFoundationTypes
import Foundation

public class CVBuffer {
    fileprivate let format: UInt32
    fileprivate let planes: [Plane]
    fileprivate let lock = NSLock()
    fileprivate var locks = 0
    /// How often an address was asked for while the buffer was not locked: memory that a phone may have moved.
    public private(set) var readsUnlocked = 0

    fileprivate struct Plane {
        let memory: UnsafeMutableRawPointer
        let width, height, rowBytes: Int
    }

    /// A bi-planar 4:2:0 picture, rows padded as a phone pads them. `luma` and `chroma` by row and column; Cb first.
    public init(
        width: Int, height: Int, format: UInt32 = kCVPixelFormatType_420YpCbCr8BiPlanarFullRange,
        luma: (Int, Int) -> UInt8, chroma: (Int, Int) -> (UInt8, UInt8)
    ) {
        self.format = format
        let rowBytes = (width + 63) / 64 * 64 + 64
        func plane(_ width: Int, _ height: Int) -> Plane {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: rowBytes * height, alignment: 64)
            memory.initializeMemory(as: UInt8.self, repeating: 0x5A, count: rowBytes * height)
            return Plane(memory: memory, width: width, height: height, rowBytes: rowBytes)
        }
        planes = [plane(width, height), plane(width / 2, height / 2)]
        for row in 0..<height {
            for column in 0..<width {
                planes[0].memory.storeBytes(of: luma(row, column), toByteOffset: row * rowBytes + column, as: UInt8.self)
            }
        }
        for row in 0..<height / 2 {
            for column in 0..<width / 2 {
                let (blue, red) = chroma(row, column)
                let at = row * rowBytes + 2 * column
                planes[1].memory.storeBytes(of: blue, toByteOffset: at, as: UInt8.self)
                planes[1].memory.storeBytes(of: red, toByteOffset: at + 1, as: UInt8.self)
            }
        }
    }

    deinit { planes.forEach { $0.memory.deallocate() } }

    fileprivate func address(_ index: Int) -> UnsafeMutableRawPointer? {
        lock.withLock { if locks == 0 { readsUnlocked += 1 } }
        return planes.indices.contains(index) ? planes[index].memory : nil
    }
}
public typealias CVImageBuffer = CVBuffer
public typealias CVPixelBuffer = CVImageBuffer
public typealias CVReturn = Int32

public struct CVPixelBufferLockFlags: OptionSet, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public static var readOnly: CVPixelBufferLockFlags { CVPixelBufferLockFlags(rawValue: 1) }
}
public struct CVAttachmentMode: RawRepresentable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

public let kCVPixelFormatType_420YpCbCr8BiPlanarFullRange: UInt32 = 0x3432_3066
public let kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange: UInt32 = 0x3432_3076
public let kCVPixelBufferPixelFormatTypeKey: CFString = "PixelFormatType"
public let kCVImageBufferYCbCrMatrixKey: CFString = "CVImageBufferYCbCrMatrix"

@discardableResult
public func CVPixelBufferLockBaseAddress(_ pixelBuffer: CVPixelBuffer, _ lockFlags: CVPixelBufferLockFlags) -> CVReturn {
    pixelBuffer.lock.withLock { pixelBuffer.locks += 1 }
    return 0
}
@discardableResult
public func CVPixelBufferUnlockBaseAddress(_ pixelBuffer: CVPixelBuffer, _ unlockFlags: CVPixelBufferLockFlags) -> CVReturn {
    pixelBuffer.lock.withLock { pixelBuffer.locks -= 1 }
    return 0
}
public func CVPixelBufferGetPixelFormatType(_ pixelBuffer: CVPixelBuffer) -> UInt32 { pixelBuffer.format }
public func CVPixelBufferGetWidth(_ pixelBuffer: CVPixelBuffer) -> Int { pixelBuffer.planes[0].width }
public func CVPixelBufferGetHeight(_ pixelBuffer: CVPixelBuffer) -> Int { pixelBuffer.planes[0].height }
public func CVPixelBufferGetBaseAddressOfPlane(_ pixelBuffer: CVPixelBuffer, _ planeIndex: Int) -> UnsafeMutableRawPointer? {
    pixelBuffer.address(planeIndex)
}
public func CVPixelBufferGetBytesPerRowOfPlane(_ pixelBuffer: CVPixelBuffer, _ planeIndex: Int) -> Int {
    pixelBuffer.planes[planeIndex].rowBytes
}
public func CVPixelBufferGetHeightOfPlane(_ pixelBuffer: CVPixelBuffer, _ planeIndex: Int) -> Int {
    pixelBuffer.planes[planeIndex].height
}
public func CVBufferGetAttachment(
    _ buffer: CVBuffer, _ key: CFString, _ attachmentMode: UnsafeMutablePointer<CVAttachmentMode>?
) -> Unmanaged<CFTypeRef>? { nil }
