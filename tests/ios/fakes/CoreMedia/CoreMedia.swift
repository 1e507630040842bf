// What ios/ uses of CoreMedia, running. Signatures as in CMTime.h, CMSync.h, CMSampleBuffer.h and CMFormatDescription.h of the iOS
// SDK; https://developer.apple.com/documentation/coremedia
@_exported import CoreVideo
import Dispatch
import Foundation

public typealias CMTimeValue = Int64
public typealias CMTimeScale = Int32

public struct CMTime: Sendable {
    public var value: CMTimeValue
    public var timescale: CMTimeScale
    public init(value: CMTimeValue, timescale: CMTimeScale) { (self.value, self.timescale) = (value, timescale) }
}
public enum CMTimeRoundingMethod: UInt32, Sendable {
    case roundHalfAwayFromZero
    public static var `default`: CMTimeRoundingMethod { .roundHalfAwayFromZero }
}
public class CMClock {}
public class CMSampleBuffer {
    fileprivate let image: CVImageBuffer?
    public init(_ image: CVImageBuffer?) { self.image = image }
}
public class CMFormatDescription {
    fileprivate let dimensions: CMVideoDimensions
    public init(_ dimensions: CMVideoDimensions) { self.dimensions = dimensions }
}
public typealias CMVideoFormatDescription = CMFormatDescription
public struct CMVideoDimensions: Sendable {
    public var width: Int32
    public var height: Int32
    public init(width: Int32, height: Int32) { (self.width, self.height) = (width, height) }
}

public func CMClockGetHostTimeClock() -> CMClock { CMClock() }
public func CMClockGetTime(_ clock: CMClock) -> CMTime {
    CMTime(value: CMTimeValue(DispatchTime.now().uptimeNanoseconds), timescale: 1_000_000_000)
}
public func CMTimeConvertScale(_ time: CMTime, timescale newTimescale: Int32, method: CMTimeRoundingMethod) -> CMTime {
    if time.timescale == newTimescale { return time }
    return CMTime(value: time.value * Int64(newTimescale) / Int64(time.timescale), timescale: newTimescale)
}
public func CMTimeGetSeconds(_ time: CMTime) -> Double { Double(time.value) / Double(time.timescale) }
public func CMSampleBufferGetImageBuffer(_ sbuf: CMSampleBuffer) -> CVImageBuffer? { sbuf.image }
public func CMVideoFormatDescriptionGetDimensions(_ videoDesc: CMVideoFormatDescription) -> CMVideoDimensions {
    videoDesc.dimensions
}
