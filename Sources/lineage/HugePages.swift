#if os(Linux)
  import Foundation

  /// Asks for large memory pages: a build of the whole Hub touches a gigabyte of fresh memory, and a fault for each
  /// 4 KiB of it takes a tenth of the time.
  ///
  /// The allocator takes this wish from the environment alone, and only when a program starts.
  enum HugePages {
    private static let variable = "GLIBC_TUNABLES"

    /// Starts the same program again with the wish in its environment, unless somebody has set wishes already.
    /// Returns where that is not possible, and in the program that was started.
    static func restartWithThem() {
      guard getenv(variable) == nil, setenv(variable, "glibc.malloc.hugetlb=1", 1) == 0 else { return }
      // Comes back only after a failure; the program goes on as it is then.
      execv("/proc/self/exe", CommandLine.unsafeArgv)
    }
  }
#endif
