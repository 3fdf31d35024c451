# Shell functions for asking this machine's own apt for its Debian mirror and for reading another suite from it.

archive_keys=/usr/share/keyrings/debian-archive-keyring.gpg

# Prints the address of the mirror this machine takes its own Debian release from (the main archive, not the security one).
debian_mirror() {
  local release codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    while read -r release component address; do
      case " $codename stable oldstable oldoldstable testing unstable sid " in
        *" $release "*) [ "$component" = main ] && echo "${address%/}" && break ;;
      esac
    done
}

# write_sources FILE TYPE SUITE: an apt source list for SUITE from this machine's mirror, signed by Debian's archive keys.
write_sources() {
  local mirror
  mirror=$(debian_mirror)
  if [ -z "$mirror" ]; then
    echo "apt on this machine has no Debian mirror configured; add one to /etc/apt and run this again." >&2
    return 1
  fi
  printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$2" "$mirror" "$3" "$archive_keys" > "$1"
}
