// What ios/ uses of ImageIO. Source: CGImageProperties.h; https://developer.apple.com/documentation/imageio
@_exported import CoreFoundationTypes

public let kCGImagePropertyOrientation: CFString = "Orientation"
