// Core Foundation's types as Swift on Linux can have them: there no C type is bridged, so each is what it is bridged to on
// a phone. Source: https://developer.apple.com/documentation/corefoundation (CFBase.h, CFString.h, CFData.h,
// CFDictionary.h, CFError.h).
import Foundation

public typealias CFTypeRef = AnyObject
public typealias CFString = String
public typealias CFData = Data
public typealias CFDictionary = [AnyHashable: Any]
public typealias CFError = NSError
public typealias CFAllocator = AnyObject
public typealias OSStatus = Int32
