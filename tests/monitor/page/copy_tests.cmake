# Makes the folder TO a copy of the folder FROM: Node.js looks for packages beside the importing file,
# and those are in the build folder.
file(REMOVE_RECURSE "${TO}")
file(MAKE_DIRECTORY "${TO}")
file(COPY "${FROM}/" DESTINATION "${TO}")
